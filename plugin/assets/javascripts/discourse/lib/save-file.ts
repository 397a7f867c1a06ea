import type { VeilleService } from "./veille-service.ts";

/** Asks the service for a file and hands it to the browser to be saved. @throws ServiceError */
export async function saveFile(
  api: VeilleService,
  path: string,
  name: string
): Promise<void> {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await api.file(path));
  link.download = name;
  link.click();
  // the browser has read it by then
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
