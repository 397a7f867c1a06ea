/** The page lives at the root. */
export default ((path: string) => path) satisfies (typeof import("discourse/lib/get-url"))["default"];
