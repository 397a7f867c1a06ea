import type { AppEvents } from "./app-events.ts";
import type { Filling, Outlets } from "./outlets.ts";
import type { Owner } from "./owner.ts";
import type { Router } from "./router.ts";

interface Link {
  name: string;
  text: string;
  title: string;
  route: string;
}

/** The part of the forum's plugin API that the plugin's initializer uses. */
export function createPluginApi(owner: Owner) {
  const outlets = owner.lookup("outlets") as Outlets;
  const router = owner.lookup("router") as Router;
  const events = owner.lookup("app-events") as AppEvents;
  return {
    container: owner,
    getCurrentUser: () => owner.lookup("current-user"),
    renderInOutlet: (name: string, component: Filling) => outlets.put(name, component),
    onAppEvent: (name: string, listener: () => void) => events.on(name, listener),
    modifyClass: owner.modifyClass,
    addTopicAdminMenuButton: (button: Parameters<Outlets["addTopicButton"]>[0]) => outlets.addTopicButton(button),
    addCommunitySectionLink({ name, text, title, route }: Link): void {
      const url = router.urlFor(route);
      outlets.links = [...outlets.links, { name, text, title, url }];
    },
    addQuickAccessProfileItem({ href, content }: { href: string; content: string }): void {
      const link = { name: href, text: content, title: content, url: href };
      outlets.links = [...outlets.links, link];
    },
  };
}
