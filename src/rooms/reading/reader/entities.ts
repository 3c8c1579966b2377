/** Named entities that Vietnamese pages hold: the Latin-1 letters that editors still write by name, and ordinary signs. */
export const ENTITIES: Record<string, string> = {
  nbsp: '\u00a0', amp: '\u0026', lt: '\x3c', gt: '\x3e', quot: '\u0022', apos: '\u0027', ndash: '\u2013', mdash: '\u2014',
  hellip: '\u2026', lsquo: '\u2018', rdquo: '\u201d', ldquo: '\u201c', rsquo: '\u2019', laquo: '\u00ab', raquo: '\u00bb', bull: '\u2022',
  middot: '\u00b7', times: '×', deg: '\u00b0', sup2: '\u00b2', sup3: '\u00b3', frac12: '\u00bd', copy: '\u00a9', reg: '\u00ae',
  ensp: '\u2002', emsp: '\u2003', thinsp: '\u2009', zwnj: '\u200c', zwj: '\u200d', shy: '\u00ad', sbquo: '\u201a', bdquo: '\u201e',
  prime: '\u2032', Prime: '\u2033', minus: '\u2212', euro: '\u20ac', trade: '\u2122', rarr: '\u2192', larr: '\u2190', Agrave: 'À',
  Aacute: 'Á', Acirc: 'Â', Atilde: 'Ã', Auml: 'Ä', Aring: 'Å', AElig: 'Æ', Ccedil: 'Ç', Egrave: 'È', Eacute: 'É', Ecirc: 'Ê', Euml: 'Ë',
  Igrave: 'Ì', Iacute: 'Í', Icirc: 'Î', Iuml: 'Ï', ETH: 'Ð', Ntilde: 'Ñ', Ograve: 'Ò', Oacute: 'Ó', Ocirc: 'Ô', Otilde: 'Õ', Ouml: 'Ö',
  Oslash: 'Ø', Ugrave: 'Ù', Uacute: 'Ú', Ucirc: 'Û', Uuml: 'Ü', Yacute: 'Ý', THORN: 'Þ', szlig: 'ß', agrave: 'à', aacute: 'á',
  acirc: 'â', atilde: 'ã', auml: 'ä', aring: 'å', aelig: 'æ', ccedil: 'ç', egrave: 'è', eacute: 'é', ecirc: 'ê', euml: 'ë', igrave: 'ì',
  iacute: 'í', icirc: 'î', iuml: 'ï', eth: 'ð', ntilde: 'ñ', ograve: 'ò', oacute: 'ó', ocirc: 'ô', otilde: 'õ', ouml: 'ö', oslash: 'ø',
  ugrave: 'ù', uacute: 'ú', ucirc: 'û', uuml: 'ü', yacute: 'ý', thorn: 'þ', yuml: 'ÿ',
}
