import Service, { service } from "@ember/service";
import type { SiteWords } from "@veille/shared/api/availability";
import type { Kind, PutKind } from "@veille/shared/api/kind";
import type { KindPreview, Setup } from "@veille/shared/api/setup";
import type {
  PutShiftTemplate,
  ShiftTemplate,
  ShiftTemplateFields,
  TemplatePreview,
} from "@veille/shared/api/shift-template";
import type { State } from "@veille/shared/api/state";
import { type KindDraft, sent } from "../lib/kind-form.ts";
import type Veille from "./veille.ts";

/** What coordinators ask of the service. Nothing is kept here: two of them may work at once. Throws ServiceError. */
export default class VeilleSetup extends Service {
  @service declare veille: Veille;

  async kinds(): Promise<Kind[]> {
    const { kinds } = await this.call<{ kinds: Kind[] }>("GET", "/v1/kinds");
    return kinds;
  }

  async putKind(id: string, kind: PutKind): Promise<Kind> {
    const kept = await this.call<Kind>("PUT", `/v1/kinds/${id}`, kind);
    this.veille.askAgain();
    return kept;
  }

  async removeKind({ id, version }: Kind): Promise<void> {
    await this.call("DELETE", `/v1/kinds/${id}?version=${version}`);
    this.veille.askAgain();
  }

  preview(id: string, draft: KindDraft): Promise<KindPreview> {
    return this.call("POST", `/v1/kinds/${id}/preview`, sent(draft));
  }

  async templates(): Promise<ShiftTemplate[]> {
    const path = "/v1/shift-templates";
    const { templates } = await this.call<{ templates: ShiftTemplate[] }>(
      "GET",
      path
    );
    return templates;
  }

  /** What a change would do; `fields` null: what deleting it would. */
  previewTemplate(
    id: string,
    version: number,
    fields: ShiftTemplateFields | null
  ): Promise<TemplatePreview> {
    const path = `/v1/shift-templates/${id}/preview`;
    return this.call("POST", path, { version, fields });
  }

  async putTemplate(id: string, asked: PutShiftTemplate): Promise<void> {
    await this.call("PUT", `/v1/shift-templates/${id}`, asked);
    this.veille.askAgain();
  }

  /** `confirm`: the digest of a preview that concerns people. */
  async removeTemplate(
    id: string,
    version: number,
    confirm: string | null
  ): Promise<void> {
    const asked = `version=${version}${confirm ? `&confirm=${confirm}` : ""}`;
    await this.call("DELETE", `/v1/shift-templates/${id}?${asked}`);
    this.veille.askAgain();
  }

  words(): Promise<SiteWords> {
    return this.call("GET", "/v1/words");
  }

  async putWords(words: SiteWords): Promise<SiteWords> {
    const kept = await this.call<SiteWords>("PUT", "/v1/words", words);
    this.veille.askAgain();
    return kept;
  }

  setup(): Promise<Setup> {
    return this.call("GET", "/v1/setup");
  }

  putSetup(setup: Setup): Promise<Setup> {
    return this.call("PUT", "/v1/setup", setup);
  }

  state(): Promise<State> {
    return this.call("GET", "/v1/state");
  }

  private call<T>(method: string, path: string, body?: object): Promise<T> {
    return this.veille.api.call<T>(method, path, { body });
  }
}
