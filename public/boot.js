// The first script of every page. It sets the reader's theme before the first paint (src/lib/views/theme.ts) and writes
// the content-security policy that says where this page and its workers may connect to: 'self', and the LLM endpoint that the reader has set (Settings), nothing else. Workers start from blobs,
// which inherit it. Static hosting sends no headers, so the policy stands in the page; what scripts may run stands in a
// second policy that the build writes with hashes. Both hold at once.
(function () {
  var endpoint = '';
  try {
    endpoint = localStorage.getItem('rlmrec-endpoint') || '';
  } catch {
    // Storage is switched off: only 'self' then.
  }
  var origin = '';
  try {
    origin = endpoint ? new URL(endpoint).origin : '';
  } catch {
    origin = '';
  }
  var policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "connect-src 'self' " + (/^https?:\/\/[^\s;,]+$/.test(origin) ? origin : '');
  document.head.appendChild(policy);
})();

(function () {
  try {
    var theme = localStorage.getItem('rlmrec.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is switched off: the system's theme then.
  }
})();
