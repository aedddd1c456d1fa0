// Models that run on the reader's machine, text encoders and language models: their weights, and the device they compute on.
export const modelErrors = {
  'models/none-here': (_: Record<never, never>) => ({
    message: 'No model can be loaded here.',
    cure: 'Run the cell on its notebook’s page or with "npm run notebook"; or choose another encoder or provider.'
  }),
  'models/unreachable': (d: { model: string; host: string; status?: number }) => ({
    message: d.status
      ? `${d.host} answered ${d.status} where the weights of ${d.model} were asked for.`
      : `The weights of ${d.model} could not be fetched from ${d.host}: it cannot be reached, or this page may not read from it.`,
    cure: 'In the page: allow Hugging Face under Settings, Addresses, and load the page again. On the command line: check the network, or name another host in HF_ENDPOINT. Weights that were fetched once need no network.'
  }),
  'models/unknown': (d: { model: string; host: string }) => ({
    message: `${d.host} has no model "${d.model}" with such ONNX weights.`,
    cure: 'Check the name; look for a folder "onnx" among its files. "precision: fp32" needs model.onnx there, q8 model_quantized.onnx, the others model_q4.onnx, model_q4f16.onnx, model_fp16.onnx. Other models can be run elsewhere: vectors are read with "encoder: files", profiles with "generator: files".'
  }),
  'models/unfit': (d: { model: string; reason: string }) => ({
    message: `The model "${d.model}" cannot be used: ${d.reason}`,
    cure: 'Weights that could not be opened are not kept, so running the cell again fetches them anew. If it happens again, choose another model or other weights ("precision"); or run it elsewhere and read its vectors with "encoder: files".'
  }),
  'models/no-such-output': (d: { model: string; wanted: string; outputs: string }) => ({
    message: `The model "${d.model}" has no output ${d.wanted}; it gives ${d.outputs}.`,
    cure: 'Choose another "pooling": "output" needs sentence_embedding, and "mean", "cls" and "last" need last_hidden_state. A model that has neither can be run elsewhere and read with "encoder: files".'
  }),
  'models/cut': (d: { model: string; host: string }) => ({
    message: `The weights of ${d.model} broke off on their way from ${d.host}; what had come was not kept.`,
    cure: 'Run the cell again: the files that came whole are kept, the others are fetched from their beginning.'
  }),
  'models/no-room': (d: { model: string; needed: number; free: number }) => ({
    message: `There is no room to keep the weights of ${d.model}: a file of ${Math.ceil(d.needed)} MB, and ${Math.max(0, Math.floor(d.free))} MB are free.`,
    cure: 'Make room (Settings, Storage shows what this page keeps; other sites and files count too), or choose a smaller model or smaller weights ("precision"). Nothing of that file was kept.'
  }),
  'models/device-lost': (d: { reason: string }) => ({
    message: `The GPU was lost while a model ran on it: ${d.reason}`,
    cure: 'Run the cell again; answers that had come are kept. If it happens again, set "device: wasm", or choose a smaller model.'
  }),
  'models/no-half': (d: { model: string }) => ({
    message: `"${d.model}" does not work with weights of sixteen bits: its numbers leave their range.`,
    cure: 'Set "precision" to q8, q4 or fp32.'
  }),
  'models/too-wide': (d: { truncate: number; width: number }) => ({
    message: `The model's vectors have ${d.width} numbers, so there are no first ${d.truncate}.`,
    cure: `Set "truncate" to ${d.width} or less, or leave it out to keep the vectors as they are.`
  })
};
