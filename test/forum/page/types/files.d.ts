declare module "*.yml" {
  const tree: Record<string, unknown>;

  export default tree;
}
declare module "*.scss";
