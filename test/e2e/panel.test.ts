import { useHouse } from "./support/house.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const category = "/c/demonstration/4";

test.each(sizes)("The line above a category's topics opens what it stands for, %s, and leads on", async (_, width) => {
  await house.teamIsAway();
  const screen = await house.enter(house.person(), { width });
  const { page } = screen;
  await page.goto(category);
  const line = page.locator("main .veille-place").getByRole("button");
  await screen.tabTo(line);
  await page.keyboard.press("Enter");
  const panel = page.locator("[data-content] .veille-panel");
  await panel.getByText("L’équipe répond quand elle le peut").waitFor();
  await screen.picture("panel-of-category");
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  await line.click();
  await page.getByRole("link", { name: "En savoir plus" }).click();
  await page.waitForURL("**/veille");
  // it does not lie over the page that it led to
  await panel.waitFor({ state: "detached" });
});
