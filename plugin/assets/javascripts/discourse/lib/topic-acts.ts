import { action } from "@ember/object";
import type { PluginApi } from "discourse/lib/plugin-api";
import type VeilleModeration from "../services/veille-moderation.ts";
import type { Topic, TopicController } from "./core-types.ts";
import type { Ending } from "./waiting-words.ts";

/**
 * Closing, archiving and deleting a topic have no place for plugins and ask nothing by themselves: the controller's acts
 * are taken over, and where nothing waits, or nobody knows, they do what they always did.
 */
export function askBeforeEndings(
  api: PluginApi,
  moderation: () => VeilleModeration
): void {
  api.modifyClass(
    "controller:topic",
    (Superclass: new () => TopicController) => {
      class AskingTopicController extends Superclass {
        @action
        toggleClosed(...args: unknown[]): unknown {
          const go = () => super.toggleClosed(...args);
          return this.model?.closed ? go() : ask(this, "close", go);
        }

        @action
        toggleArchived(...args: unknown[]): unknown {
          const go = () => super.toggleArchived(...args);
          return this.model?.archived ? go() : ask(this, "archive", go);
        }

        @action
        deleteTopic(...args: unknown[]): unknown {
          return ask(this, "delete", () => super.deleteTopic(...args));
        }
      }
      return AskingTopicController;
    },
    {}
  );

  /** Somebody who has gone to another topic meanwhile does not end that one. */
  function ask(controller: TopicController, act: Ending, go: () => unknown) {
    const topic: Topic | null = controller.model;
    return moderation().before(act, topic, () =>
      controller.model?.id === topic?.id ? go() : undefined
    );
  }
}
