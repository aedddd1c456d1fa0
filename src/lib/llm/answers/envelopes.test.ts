// Answers to chats in the envelopes of many servers and the words of many models: a good one is kept whatever lies around it, once.
import { describe, expect, it } from 'vitest';
import { envelope, saysChat, type Habit } from '../../../../test/llm-server/habits';
import { askThree, QUESTIONS } from '../testing';
import { habitServer } from '../testing-habits';

const habits = habitServer();
const { environment } = habits;

describe('a good answer is kept whatever lies around it', () => {
  const draft = 'It must look like {"summarization": "Likes …", "reasoning": "..."}.';
  const content = (wrap: (text: string) => unknown): Habit =>
    saysChat((text) => envelope({ role: 'assistant', content: wrap(text) }));
  it.each<[string, Habit]>([
    ['thoughts with a draft before it', content((text) => `<think>\n${draft}\n</think>\n\n${text}`)],
    ['thoughts whose opening the prompt had', content((text) => `${draft}\n</think>\n${text}`)],
    [
      'thoughts that open twice, and think again',
      content((text) => `<think><think>${draft}</think>So.</think>\n${text}`)
    ],
    ['thoughts that never end', content((text) => `<think>\n${draft}\nHere it is:\n\`\`\`json\n${text}\n\`\`\``)],
    ['thoughts behind it', content((text) => `${text}\n<think>Was that right? ${draft}`)],
    [
      'the channels of gpt-oss',
      content(
        (text) =>
          `<|channel|>analysis<|message|>${draft}<|end|><|start|>assistant<|channel|>final<|message|>${text}<|return|>`
      )
    ],
    ['the marks of Magistral', content((text) => `[THINK]${draft}[/THINK]${text}`)],
    [
      'a list of parts',
      content((text) => [
        { type: 'thinking', thinking: [{ type: 'text', text: draft }] },
        { type: 'text', text }
      ])
    ],
    ['parts that are texts', content((text) => [text.slice(0, 9), text.slice(9)])],
    ['the object itself', content((text) => JSON.parse(text))],
    ['a fence', content((text) => '```json\n' + text + '\n```')],
    ['single quotes', content((text) => text.replaceAll('"', "'"))],
    ['the schema around it', content((text) => JSON.stringify({ type: 'object', properties: JSON.parse(text) }))],
    ['a line break within a text', content((text) => text.replace('Likes ', 'Likes\n'))],
    [
      'reasons beside it',
      saysChat((text) => envelope({ content: text, reasoning_content: draft, refusal: '', tool_calls: [] }))
    ],
    [
      'reasons in its place',
      saysChat((text) => envelope({ content: null, reasoning_content: `${draft} So: ${text}` }))
    ],
    [
      'a made-up function',
      saysChat((text) => envelope({ content: null, tool_calls: [{ function: { name: 'json', arguments: text } }] }))
    ],
    [
      'nulls all around',
      saysChat((text) => ({
        id: null,
        model: null,
        error: null,
        usage: null,
        choices: [{ index: null, finish_reason: null, message: { content: text } }]
      }))
    ],
    ['nothing around it', saysChat((text) => ({ choices: [{ message: { content: text } }] }))],
    [
      'half a count',
      saysChat((text) => envelope({ content: text }, { usage: { prompt_tokens: 10, completion_tokens: null } }))
    ],
    [
      'a count in words of another API',
      saysChat((text) => envelope({ content: text }, { usage: { input_tokens: '10', output_tokens: 5 } }))
    ],
    ['the form of completions', saysChat((text) => ({ choices: [{ text }] }))],
    ['a type that is no JSON', saysChat((text) => JSON.stringify(envelope({ content: text })), 'text/plain')],
    [
      'pieces that nobody asked for',
      saysChat((text) => {
        const piece = (delta: unknown) => `data: ${JSON.stringify({ choices: [{ delta }] })}\n\n`;
        return `${piece({ role: 'assistant', content: text.slice(0, 9) })}${piece({ content: text.slice(9) })}data: [DONE]\n\n`;
      }, 'text/event-stream')
    ]
  ])('%s', async (_, habit) => {
    const answers = await askThree(await environment(habit));
    expect(answers.map(({ record: { problem, calls } }) => ({ problem, calls }))).toEqual(
      QUESTIONS.map(() => ({ problem: null, calls: 1 }))
    );
    expect(answers.map(({ value }) => value)).toEqual(QUESTIONS.map(() => expect.stringMatching(/^Likes\s\w{3}/)));
  });

  it('but thoughts without an answer are none, and are asked about once', async () => {
    const answers = await askThree(await environment(content(() => `<think>${draft}</think>`)));
    expect(answers[0]).toMatchObject({ value: null, record: { problem: 'invalid', calls: 2 } });
  });

  it('and an answer that came before it could be read is read where it lies', async () => {
    const llm = await environment(content((text) => `No: ${text}`));
    const [first] = await askThree(llm);
    const record = { ...first?.record, problem: 'invalid', detail: 'it is not one JSON object' };
    await llm.answers.put([{ key: first?.key ?? '', json: record }]);
    expect((await askThree(llm))[0]).toMatchObject({ value: first?.value, record: { problem: null }, reused: true });
    expect(habits.server?.calls).toHaveLength(3);
  });
});
