// Core components still written in JavaScript have no usable signature: here they get what we use of them.
import type { ComponentLike } from "@glint/template";
import DropdownMenu from "discourse/ui-kit/d-dropdown-menu";
import Editor from "discourse/ui-kit/d-editor";
import ModalCancel from "discourse/ui-kit/d-modal-cancel";
import NavigationItem from "discourse/ui-kit/d-navigation-item";

type Item = ComponentLike<{ Element: HTMLLIElement; Blocks: { default: [] } }>;

export const DDropdownMenu = DropdownMenu as unknown as ComponentLike<{
  Element: HTMLUListElement;
  Blocks: { default: [{ item: Item; divider: Item }] };
}>;

export const DEditor = Editor as unknown as ComponentLike<{
  Element: HTMLElement;
  Args: {
    value: string;
    change: (event: { target: { value: string } }) => void;
    disabled?: boolean;
  };
}>;

export const DModalCancel = ModalCancel as unknown as ComponentLike<{
  Args: { close: () => void };
}>;

export const DNavigationItem = NavigationItem as unknown as ComponentLike<{
  Element: HTMLLIElement;
  Args: { route: string };
  Blocks: { default: [] };
}>;
