// When our own code fails: what happened in one sentence, a number for support, and a way on.
// Nothing is lost, because what is typed is already in the vault.
import { Component, type ReactNode } from "react";
import { Button } from "../kit/Button/Button";
import { useWords } from "../words/words";
import css from "./Defect.module.css";

function reference(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return `UI-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function DefectPage({
  number,
  whole,
  onAgain,
}: {
  number: string;
  whole: boolean;
  onAgain: () => void;
}) {
  const { say } = useWords();
  const Landmark = whole ? "main" : "div";
  return (
    <Landmark className={css.page} role={whole ? undefined : "alert"}>
      <h1>{say("defect.title")}</h1>
      <p>{say("defect.text")}</p>
      <p className="quiet">{say("defect.reference", { reference: number })}</p>
      <Button kind="go" onPress={onAgain}>
        {say("defect.again")}
      </Button>
    </Landmark>
  );
}

interface State {
  number: string | null;
}

interface DefectProps {
  /** Around the whole page, or around one screen inside it. */
  whole?: boolean;
  onAgain?: () => void;
  /** In the place of the way on, where there must be none. */
  instead?: ReactNode;
  children: ReactNode;
}

export class Defect extends Component<DefectProps, State> {
  override state: State = { number: null };

  static getDerivedStateFromError(): State {
    return { number: reference() };
  }

  override render(): ReactNode {
    const { number } = this.state;
    if (number === null) return this.props.children;
    if (this.props.instead !== undefined) return this.props.instead;
    return (
      <DefectPage
        number={number}
        whole={this.props.whole ?? false}
        onAgain={() => {
          this.props.onAgain?.();
          this.setState({ number: null });
        }}
      />
    );
  }
}
