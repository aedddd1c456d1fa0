// The first script of every page. It sets the reader's theme before the first paint (src/lib/views/theme.ts) and writes the
// content-security policy that says where this page and its workers may connect to: 'self', the LLM endpoint that the reader
// has set, and the addresses that the reader has allowed one by one (src/lib/views/allowed-origins.ts, Settings); nothing else.
// Workers start from blobs, which inherit it. Static hosting sends no headers, so the policy stands in the page; what scripts
// may run stands in a second policy that the build writes with hashes. Both hold at once.
(function () {
  function kept(name) {
    try {
      return localStorage.getItem(name) || '';
    } catch {
      return ''; // Storage is switched off: only 'self' then.
    }
  }
  function originOf(address) {
    // All hosts below one; src/lib/views/allowed-origins.ts knows the same form.
    if (/^https:\/\/\*(\.[a-z0-9-]+){2,}$/i.test(address)) return address;
    try {
      var origin = new URL(address).origin;
      return /^https?:\/\/[^\s;,']+$/.test(origin) ? origin : '';
    } catch {
      return '';
    }
  }
  var allowed = [];
  try {
    var list = JSON.parse(kept('rlmrec.origins') || '[]');
    if (Array.isArray(list)) allowed = list.map(String);
  } catch {
    // Not ours: nobody is allowed then.
  }
  var policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = ["connect-src 'self'", originOf(kept('rlmrec.endpoint'))]
    .concat(allowed.map(originOf))
    .filter(Boolean)
    .join(' ');
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
