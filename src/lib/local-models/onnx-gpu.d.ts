// The build of onnxruntime that computes on WebGPU, under a name of our own (package.json, "imports"): the site's build puts the plain one
// in its place where the library asks for it (vite.config.ts).
declare module '#onnx-gpu' {
  export * from 'onnxruntime-common';
}
