/** A final refusal in words, by the last two figures of its status (RFC 3463), then by the first of these alone. */
const REASONS: Readonly<Record<string, string>> = {
  '1.1': 'Cette adresse n’existe pas',
  '1.2': 'Le domaine de cette adresse n’existe pas',
  '1.3': 'Cette adresse est mal écrite',
  '1.6': 'Cette adresse a changé, sans que la nouvelle soit connue',
  '1.10': 'Cette adresse n’existe pas',
  '2.1': 'Cette boîte est désactivée',
  '2.2': 'Cette boîte est pleine',
  '2.3': 'Le message est trop grand pour cette boîte',
  '3.4': 'Le message est trop grand pour le serveur du destinataire',
  '4.1': 'Le serveur du destinataire ne répond pas',
  '4.4': 'Le serveur du destinataire est introuvable',
  '4.7': 'Le message n’a pas pu être remis dans le délai',
  1: 'Cette adresse est refusée par le serveur du destinataire',
  2: 'Cette boîte ne reçoit pas de messages',
  3: 'Le serveur du destinataire ne prend pas ce message',
  4: 'Le serveur du destinataire n’a pas pu être joint',
  5: 'Le serveur du destinataire et celui de départ ne se comprennent pas',
  6: 'Le serveur du destinataire ne sait pas lire ce message',
  7: 'Le serveur du destinataire refuse ce message par une règle de sécurité ou comme indésirable',
};

/**
 * Why a message came back, for the people of the association: "Cette adresse n’existe pas (5.1.1)." `status` is that of
 * RFC 3463, "5.1.1". Nothing of what the far server wrote is repeated: it often holds the address, and anybody can have
 * written it. `redirected`: the address sends on to another one, and it is there that it failed.
 */
export function returnReason(status: string, redirected: boolean): string {
  const [, subject = '', detail = ''] = status.split('.');
  const reason = REASONS[`${subject}.${detail}`] ?? REASONS[subject] ?? 'Le message n’a pas été remis';
  const said = redirected
    ? `Après une redirection\u00a0: ${reason[0]!.toLowerCase()}${reason.slice(1)}`
    : reason;
  return `${said} (${status}).`;
}

/** The same for a message that a server still tries to deliver. */
export function delayReason(status: string): string {
  return `Le message n’est pas encore remis\u00a0: un serveur essaie toujours (${status}).`;
}
