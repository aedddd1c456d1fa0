// The page that a pack opens with: plain HTML, no code. It leads to the notebook, on the site beside it.

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** @param file of the notebook, beside this page */
export function startPage(title: string, file: string): string {
  const link = `../notebook/?notebook=${encodeURIComponent(`../pack/${file}`)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
:root { color-scheme: light dark; }
body { font: 17px/1.6 Georgia, serif; max-width: 34rem; margin: 3rem auto; padding: 0 1.25rem; }
a { font-weight: bold; }
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p><a href="${escaped(link)}">Open the notebook</a></p>
<p>Its data, results and trained runs lie beside it, and the program that runs it is this site. Nothing is fetched from
anywhere else, and nothing runs until you press a button. What you change and answer stays in your browser.</p>
<p><a href="${escaped(encodeURIComponent(file))}">The notebook as a file</a> · <a href="../learn/">Lessons</a> ·
<a href="../glossary/">Glossary</a> · <a href="../answers/">Answers of a class</a></p>
</body>
</html>
`;
}
