// Which words after a fence are languages of code, and so never a mistyped kind of cell. Pure data, apart from kinds.ts since pages that
// only show a notebook need none of it.

/** First words of info strings that name a language or a format, in lower case. */
export const CODE_LANGUAGES: ReadonlySet<string> = new Set(
  (
    'asm awk bash bat bib bibtex c c++ clj clojure cmake cmd console cpp cs csharp css csv cuda cxx d dart diff ' +
    'docker dockerfile dot elixir elm env erl erlang f90 fish fortran fsharp go gql glsl graphql groovy h haskell hcl hpp hs ' +
    'html http ini java javascript jinja jl js json json5 jsonc jsonl jsx julia kotlin kt latex less lisp log lua ' +
    'm make makefile markdown math matlab md mermaid ml nginx nim nix none objc ocaml octave output pascal patch ' +
    'perl php plain plaintext powershell prisma prolog properties proto protobuf ps1 py py3 pycon python python3 ' +
    'r raw rb regex rs rst ruby rust sas sass scala scheme scss sh shell shell-session solidity sparql sql stan ' +
    'svelte svg swift tcl tex text toml ts tsv tsx txt typescript vb verilog vhdl vim vue wasm wat wgsl xml yaml yml zig zsh'
  ).split(' ')
);
