// What servers say when they refuse, by what it means: phrases of the error messages of OpenAI, Azure, Google, Mistral, Cohere, Groq,
// Together, OpenRouter, DeepSeek, Qwen, vLLM, llama.cpp, Ollama, LM Studio and text-embeddings-inference, as documentation and public bug
// reports give them, and others near to them. Which is looked for first is failure.ts's to decide.

/** Any of them, in any case. */
const anyOf = (...phrases: readonly RegExp[]): RegExp => new RegExp(phrases.map(({ source }) => source).join('|'), 'i');

/** A filter or a moderator does not like what is asked. */
export const FILTER = anyOf(
  /content[_ -]?(filter|policy|moderation)/,
  /content management policy/,
  /responsible ?ai/,
  /moderat(ion|or|ed by)/,
  /\bflagged\b/,
  /safety/,
  /usage (polic|guideline)/,
  /violat\w+[^.]{0,60}(polic|guideline|terms)/,
  /prohibited[_ ]content/,
  /inappropriate/,
  /data_inspection/,
  /content exists risk/,
  /high risk/,
  /guardrail/,
  /block_?reason/,
  /blocked by [^.]*(polic|filter|guard)/,
  /(prompt|response|input) (was )?blocked/,
  /(?<!case[- _])\bsensitive\b/,
  /_sensitive\b/,
  /was filtered/,
  /敏感/,
  /不安全/
);

/** The same, as codes have it. */
export const FILTER_CODE = anyOf(
  /content_?filter/,
  /content_?policy/,
  /moderation/,
  /data_inspection/,
  /prohibited/,
  /safety/,
  /invalid_prompt/,
  /recitation/
);

/** What looks like a filter's word and is said of the reader's account. */
export const OF_ACCOUNT =
  /\b(account|organi[sz]ation|project|user)\b[^.]{0,60}\b(suspend|deactivat|disabled|banned|terminated|restricted)/i;

/** Of the question's length, in words that no complaint about a parameter has. */
export const LENGTH = anyOf(
  /context_length_exceeded/,
  /exceed_context/,
  /maximum context/,
  /max(imum)?[_ ]?(model|seq\w*|sequence|prompt|input)[_ ]?(len|length|tokens)/,
  /(available|model'?s?|the|max\w*) context (size|length|window)/,
  /context (length|size|window)[^.]*(exceed|too|limit)/,
  /exceed\w*[^.]{0,40}(context|token)/,
  /(prompt|input|inputs|text|messages?|sequence|conversation|request)[^.]{0,30}\btoo (long|large|many tokens)/,
  /too many (input |prompt )?tokens/,
  /token (count|limit)[^.]*exceed/,
  /reduce (the|your) (length|prompt|input|message)/,
  /(less|fewer|more) than \d+ \W?tokens/,
  /tokens\W*\+/,
  /tokens per request/,
  /context length of only/,
  /context[^.]{0,10} overflow/,
  /context the overflow/,
  /at most \d+ (input )?tokens/,
  /max \d+ tokens/,
  /string_above_max_length/,
  /entity too large/,
  /payload too large/,
  /content too large/,
  /超过.{0,12}长度/
);

/** Of an answer that the service threw away because it was not in the form that was asked for. */
export const FORM = anyOf(/json_validate_failed/, /failed to (generate|parse|validate) (valid )?json/);

/** One request that no waiting and no smaller batch makes fit, though the words speak of rates or batches. */
export const TOO_LARGE = anyOf(
  /request too large/,
  /(input|inputs|text|prompt)[^.]{0,30} is too (large|long) to process/,
  /(must be|to be) reduced/,
  /reduce your message/
);

/** A complaint about the limit of answer tokens, which is a parameter … */
export const ANSWER_LIMIT = anyOf(
  /max_(completion_)?tokens\W*(must|should|cannot|is too (large|big)|exceeds|value|larger|greater|too)/,
  /max_(completion_)?tokens.{0,30}(not supported|unsupported)/
);

/** … but where it counts the question too. */
export const OF_QUESTION = anyOf(
  /maximum context/,
  /context length/,
  /input tokens/,
  /in the messages/,
  /requested/,
  /prompt/
);

/** Too many texts in one embedding call. */
export const BATCH = anyOf(
  /batch/,
  /(too many|number of|max\w*|at most|more than|up to|exceed\w*|total)[^.]{0,40}\b(inputs|texts|items|documents|strings|sentences|elements|instances)\b/,
  /\b(inputs?|texts?|array|list)\b[^.]{0,40}(too many|at most|more than|no more|not be (larger|longer|more)|array is too|length (must|should|cannot))/,
  /array (is )?too (long|large)/,
  /array_above_max_length/,
  /split into more/
);

/** Not even a list of texts. */
export const ONE_TEXT = /\binput\b[^.]{0,40}(must|should|expected|has to)[^.]{0,20}\b(a )?(valid )?string\b/i;

/** Money. */
export const NO_CREDIT = anyOf(
  /insufficient[_ ](quota|balance|credits?|funds?)/,
  /(credit|account) balance/,
  /balance (is )?(too low|not enough|insufficient)/,
  /out of credits?/,
  /(no|not enough|more|purchase|add) credits?\b/,
  /payment (is )?required/,
  /spend(ing)? (limit|cap)/,
  /billing (hard )?limit/,
  /余额不足/,
  /欠费/
);

/** Too much in too little time, which a wait cures. */
export const RATE = anyOf(
  /rate[_ -]?limit/,
  /too many requests/,
  /resource_?exhausted/,
  /throttl/,
  /tokens per (min|day)/,
  /requests per (min|day)/,
  /slow down/,
  /concurren/
);

/** A key or what stands for one; with status 403 only. */
export const KEY = anyOf(
  /api[_ -]?key/,
  /authenticat/,
  /unauthori[sz]ed/,
  /unauthenticated/,
  /credential/,
  /\b(access|auth|bearer|id)?[_ -]?token (is )?(invalid|expired|missing|not)/,
  /invalid[_ ](access |auth |bearer )?token/,
  /incorrect key/,
  /invalid key/,
  /key (is )?(invalid|not valid|expired|disabled|revoked|missing)/
);

/** A key that is wrong, whatever the status. */
export const BAD_KEY = anyOf(
  /api[_ -]?key[^.]{0,40}(not valid|invalid|incorrect|missing|expired|not found|required|wrong|disabled|leaked|revoked)/,
  /(invalid|incorrect|missing|no|wrong|expired|valid) (api[_ -]?key)/,
  /api_key_invalid/,
  /invalid_api_key/
);

/** What a key is not to blame for. */
export const NOT_OF_KEY = anyOf(
  /region/,
  /country/,
  /territor/,
  /model/,
  /moderat/,
  /polic/,
  /quota/,
  /billing/,
  /plan\b/,
  /tier/,
  /verif/,
  /location/
);

/** The model is not there, or not for this key. */
export const NO_MODEL = anyOf(
  /model_not_found/,
  /no such model/,
  /unknown model/,
  /not a valid model/,
  /model[^\n]{0,80}(not (found|exist|available|loaded|supported)|does ?n[o']t exist|unknown|no access|not have access)/,
  /(unknown|invalid|unsupported|no) model\b/,
  /does not have access to model/,
  /no endpoints found/,
  /deployment ?not ?found/,
  /deployment[^\n]{0,60}does not exist/,
  /no models? (is |are )?loaded/
);
