/** Simple shapes under the names of the icons that the plugin and the page use; 24 by 24, drawn with lines. */
export const shapes: Record<string, string> = {
  unknown: '<circle cx="12" cy="12" r="3"/>',
  clock: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>',
  "user-clock":
    '<circle cx="9" cy="7" r="4"/><path d="M2 20c0-4 3-7 7-7"/><circle cx="17" cy="17" r="5"/><path d="M17 14.5v2.5l1.5 1"/>',
  "angle-down": '<path d="M6 9l6 6 6-6"/>',
  "angle-up": '<path d="M6 15l6-6 6 6"/>',
  "calendar-check": '<rect x="4" y="5" width="16" height="15" rx="1"/><path d="M4 9h16M8 3v4M16 3v4M9 14l2 2 4-4"/>',
  list: '<path d="M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01"/>',
  xmark: '<path d="M6 6l12 12M18 6L6 18"/>',
  pencil: '<path d="M4 20l1-4L16 5l3 3L8 19z"/>',
  "paper-plane": '<path d="M21 3L3 11l7 3 3 7z"/><path d="M10 14L21 3"/>',
  "rotate-left": '<path d="M4 5v5h5"/><path d="M4.5 10a8 8 0 1 1-.5 4"/>',
  "far-pen-to-square": '<path d="M12 5H5v14h14v-7"/><path d="M10 14l1-3 7-7 2 2-7 7z"/>',
  "trash-can": '<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v6M14 11v6"/>',
  reply: '<path d="M9 6L4 11l5 5"/><path d="M4 11h9c4 0 7 3 7 8"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  bars: '<path d="M4 7h16M4 12h16M4 17h16"/>',
  envelope: '<rect x="3" y="6" width="18" height="13" rx="1"/><path d="M3 7l9 7 9-7"/>',
};
