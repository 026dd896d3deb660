// The road to the next door, and beside it what this page is for. No member is named here.
import type { ReactNode } from "react";
import { Logo } from "../../kit/Logo/Logo";
import { PageTools } from "../../kit/PageHead/PageTools";
import { View } from "./View";
import css from "./LockLayout.module.css";

export function LockLayout({ children }: { children: ReactNode }) {
  return (
    <div className={css.lock}>
      <header className={css.view}>
        <View />
        <div className={css.brand}>
          <Logo />
          <span>Satchel</span>
        </div>
      </header>
      <main className={css.side}>
        <div className={css.tools}>
          <PageTools names={false} />
        </div>
        <div className={css.form}>{children}</div>
      </main>
    </div>
  );
}
