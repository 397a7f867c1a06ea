/** Of the service; the plugin has its own. */
export const version = "0.1.0";
