import { useHouse } from "./support/house.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const news = "Nouveau : écrivez maintenant, publiez plus tard.";
const text = "Bonsoir, une réponse pour la première fois.";

describe.each(sizes)("Somebody who has never published later, %s,", (_, width) => {
  test("is told once what the button is for, and no more when they have used it", async () => {
    await house.teamIsAway();
    const topic = house.topic();
    const screen = await house.enter(house.person(), { width });
    const line = screen.page.locator(".veille-news");
    await screen.openTopic(topic);
    await screen.write(text);
    await line.waitFor();
    expect(await screen.read(line)).toBe(news);
    await screen.picture("news");
    await screen.later(/^Au retour de l’équipe/);
    await screen.cardOf(text).waitFor();
    await screen.page.reload();
    await screen.write("Encore une autre.");
    await screen.openLater();
    await screen.menu.getByRole("button", { name: /^Au retour/ }).waitFor();
    expect(await line.count()).toBe(0);
  });

  test("may say that they have read it, on all their devices", async () => {
    const person = house.person();
    const topic = house.topic();
    const screen = await house.enter(person, { width });
    await screen.openTopic(topic);
    await screen.replyButton.click();
    await screen.page.locator(".veille-news").getByRole("button", { name: "C’est lu" }).click();
    await screen.page.locator(".veille-news").waitFor({ state: "detached" });
    const other = await house.enter(person, { width });
    await other.openTopic(topic);
    await other.replyButton.click();
    await other.openLater();
    await other.menu.getByRole("button", { name: "Choisir un moment…" }).waitFor();
    await other.page.waitForTimeout(500);
    expect(await other.page.locator(".veille-news").count()).toBe(0);
  });
});

test("A newcomer whose posts are read first is told so together with the hour", async () => {
  await house.teamIsAway();
  const { settings } = house.forum.context;
  const before = settings.approve_unless_allowed_groups;
  settings.approve_unless_allowed_groups = "12";
  const screen = await house.enter(house.person("Nina Roy", { trustLevel: 1 }));
  await screen.openTopic(house.topic());
  await screen.write(text);
  await screen.later(/^Au retour de l’équipe/);
  await screen.toast.getByText("Votre message sera relu par la modération, puis visible.").waitFor();
  settings.approve_unless_allowed_groups = before;
});
