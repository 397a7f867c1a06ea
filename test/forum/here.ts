/** The folder of the stand-in's sources, also when it runs compiled: pages, kinds and recordings lie there. */
export const here = import.meta.dirname.replace(/([/\\])dist[/\\]forum$/, "$1forum");
