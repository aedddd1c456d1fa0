// Steps of lessons: their text, and what they name.
export const lessonErrors = {
  'lessons/bad-yaml': (d: { reason: string }) => ({
    message: `The step’s YAML cannot be read: ${d.reason}.`,
    cure: 'Write one "key: value" a line, with a space after the colon; put text with special signs in quotes.'
  }),
  'lessons/not-a-step': (_: Record<string, never>) => ({
    message: 'The step holds no keys.',
    cure: 'Write "id", "title", "say" and a question such as "choose", or "until", between the fences, one "key: value" a line.'
  }),
  'lessons/unknown-key': (d: { step: string; key: string; nearest: string; known: string }) => ({
    message: `The step ${d.step} has a key "${d.key}", which no step has.`,
    cure: `${d.nearest ? `Did you mean "${d.nearest}"? ` : ''}Its keys are: ${d.known}.`
  }),
  'lessons/missing-key': (d: { step: string; key: string; expected: string }) => ({
    message: `The step ${d.step} lacks "${d.key}".`,
    cure: `Add "${d.key}: …" with ${d.expected}.`
  }),
  'lessons/bad-value': (d: { step: string; key: string; value: string; expected: string }) => ({
    message: `In the step ${d.step}, "${d.key}" is ${d.value}.`,
    cure: `Give ${d.expected}.`
  }),
  'lessons/duplicate-step': (d: { step: string; line: number }) => ({
    message: `Two steps have the id ${d.step}; the first stands in line ${d.line}.`,
    cure: 'Give one of them another id: it is the link of the step.'
  }),
  'lessons/no-task': (d: { step: string }) => ({
    message: `Nothing says when the step ${d.step} is done.`,
    cure: 'Add "choose: [option, option]", "number", "axis", "curve" or "order" for a question, or "until: ran CELL", "until: changed CELL.KEY", "until: did CELL.ACT" or "until: read".'
  }),
  'lessons/two-tasks': (d: { step: string; keys: string }) => ({
    message: `The step ${d.step} has both ${d.keys}.`,
    cure: 'Keep one of them, or make two steps.'
  }),
  'lessons/loose-check': (d: { step: string; key: string; lacks: string }) => ({
    message: `The step ${d.step} has "${d.key}" without "${d.lacks}".`,
    cure: `Add "${d.lacks}", or take "${d.key}" out. An answer is checked by "choose", "value" and "bounds" together.`
  }),
  'lessons/bounds-count': (d: { step: string; options: number; bounds: number }) => ({
    message: `The step ${d.step} has ${d.options} options and ${d.bounds} bounds between them.`,
    cure: `Give ${d.options - 1}: one between each option and the next.`
  }),
  'lessons/no-cell': (d: { step: string; key: string; name: string; nearest: string; known: string }) => ({
    message: `"${d.key}" of the step ${d.step} names the cell "${d.name}", and there is none.`,
    cure: `${d.nearest ? `Did you mean "${d.nearest}"? ` : ''}${d.known ? `Cells here: ${d.known}.` : 'Add a cell with this name.'}`
  }),
  'lessons/key-not-here': (d: { step: string; key: string; task: string }) => ({
    message: `The step ${d.step} has "${d.key}", which says nothing beside "${d.task}".`,
    cure: `Take "${d.key}" out, or ask in another way.`
  }),
  'lessons/no-star': (d: { step: string }) => ({
    message: `In the step ${d.step}, "value" names one number, and a curve has one at each of its places.`,
    cure: 'Write "*" where the place stands in the number’s name, as in "depth.alone.*.cosine".'
  }),
  'lessons/covers-no-question': (d: { step: string }) => ({
    message: `The step ${d.step} covers something and asks nothing, so it would never be uncovered.`,
    cure: 'Add a question ("choose", "number", "axis", "curve" or "order"), or take "covers" out.'
  }),
  'lessons/cannot-keep': (d: { step: string; what: string; cell: string; kind: string }) => ({
    message: `The step ${d.step} keeps a ${d.what} of the cell "${d.cell}", which makes none.`,
    cure: `Name a "${d.kind}" cell, or keep a point.`
  }),
  'lessons/no-part': (d: {
    step: string;
    does: string;
    cell: string;
    part: string;
    nearest: string;
    known: string;
  }) => ({
    message: `The step ${d.step} ${d.does} "${d.part}" of the cell "${d.cell}", which has no such part.`,
    cure: `${d.nearest ? `Did you mean "${d.nearest}"? ` : ''}Its parts are: ${d.known}.`
  }),
  'lessons/no-act': (d: { step: string; cell: string; act: string; nearest: string; known: string }) => ({
    message: `The step ${d.step} waits for "${d.act}" in the cell "${d.cell}", where nobody can do that.`,
    cure: d.known
      ? `${d.nearest ? `Did you mean "${d.nearest}"? ` : ''}What can be done there: ${d.known}.`
      : 'Nothing can be waited for in this cell’s output; wait for "ran", "changed" or "read".'
  }),
  'lessons/no-setting': (d: { step: string; cell: string; key: string; nearest: string; known: string }) => ({
    message: `The step ${d.step} waits for a change of "${d.key}" of the cell "${d.cell}", which has no such setting.`,
    cure: `${d.nearest ? `Did you mean "${d.nearest}"? ` : ''}Its settings are: ${d.known}.`
  })
};
