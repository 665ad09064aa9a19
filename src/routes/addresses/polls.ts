import { resolve } from '$app/paths';

export const pollsAddresses = {
  polls: (association: string) => resolve('/[association]/meetings/polls', { association }),
  newPoll: (association: string) => resolve('/[association]/meetings/polls/new', { association }),
  poll: (association: string, poll: string, saved?: 'saved') =>
    resolve('/[association]/meetings/polls/[poll]', { association, poll }) + (saved ? '?saved' : ''),
  pollLink: (association: string, token: string, saved?: 'saved') =>
    resolve('/(public)/[association]/poll/[token]', { association, token }) + (saved ? '?saved' : ''),
  assemblyRequests: (association: string) =>
    resolve('/[association]/meetings/assembly-requests', { association }),
  newAssemblyRequest: (association: string) =>
    resolve('/[association]/meetings/assembly-requests/new', { association }),
  assemblyRequest: (association: string, request: string) =>
    resolve('/[association]/meetings/assembly-requests/[request]', { association, request }),
};
