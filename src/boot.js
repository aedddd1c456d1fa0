// First script of every page: where the page may connect to, as docs/security.md says, and the theme before the first paint
// (src/lib/views/preferences/theme.ts). It stands in the page itself (src/hooks.server.ts), so that no page can arrive without it; it comes before
// the policy with the build's hashes and needs none. Sent as it stands but for these lines, hence short and without comments of its own
// beside what must be said.
(function () {
  /** @param {string} name */
  function kept(name) {
    try {
      return localStorage.getItem(name) || '';
    } catch {
      return ''; // Storage is switched off: only 'self' then.
    }
  }
  /** @param {string} address */
  function originOf(address) {
    // As src/lib/views/preferences/allowed-origins.ts.
    if (/^https:\/\/\*(\.[a-z0-9-]+){2,}$/i.test(address)) return address;
    try {
      var origin = new URL(address).origin;
      return /^https?:\/\/[^\s;,']+$/.test(origin) ? origin : '';
    } catch {
      return '';
    }
  }
  /** @type {string[]} */
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
