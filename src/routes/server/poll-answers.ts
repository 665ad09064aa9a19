import { pollAnswerForm, type PollAnswers } from '#lib/meetings/forms/polls.ts';

const PREFIX = 'answer-';

/** What was answered on the page of a poll, by date, or the sentence that says what is missing. */
export async function pollAnswersIn(request: Request): Promise<PollAnswers | string> {
  const fields = [...(await request.formData())].flatMap(([name, value]) =>
    name.startsWith(PREFIX) ? [{ dateId: name.slice(PREFIX.length), answer: String(value) }] : [],
  );
  const parsed = pollAnswerForm.safeParse({ answers: fields });
  return parsed.success ? parsed.data : parsed.error.issues[0]!.message;
}
