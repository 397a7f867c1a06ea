import { capabilities, setModifierManager } from "@ember/modifier";
import type { ModifierLike } from "@glint/template";

type Act = (element: HTMLElement) => void | (() => void);
interface State {
  undo?: void | (() => void);
}

/** `{{whenThere act}}`: calls `act` with the element once it stands in the page, and what that answers when it goes. */
const whenThere = {} as ModifierLike<{
  Element: HTMLElement;
  Args: { Positional: [Act] };
}>;

setModifierManager(
  () => ({
    capabilities: capabilities("3.22"),
    createModifier: (): State => ({}),
    installModifier(state: State, element: HTMLElement, { positional }: { positional: [Act] }) {
      state.undo = positional[0](element);
    },
    updateModifier() {},
    destroyModifier(state: State) {
      state.undo?.();
    },
  }),
  whenThere
);

export default whenThere;
