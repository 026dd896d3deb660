// The mark on a field that has two answers. It leads to where they are settled.
import { Link } from "../kit/Link/Link";
import { Status } from "../kit/Status/Status";
import { useWords } from "../words/words";
import { useNavigation } from "./navigation";
import css from "./TwoAnswers.module.css";

/** The same for something that is read from several fields. */
export function Asked({ is }: { is: boolean }) {
  return <TwoAnswers fields={is ? ["any"] : []} of={["any"]} />;
}

export function TwoAnswers({ fields, of }: { fields: readonly string[]; of: readonly string[] }) {
  const { say } = useWords();
  const { go } = useNavigation();
  if (!of.some((field) => fields.includes(field))) return null;
  return (
    <span className={css.mark}>
      <Link onPress={() => go({ at: "sync" })}>
        <Status kind="two" size="sm">
          {say("form.twoAnswers")}
        </Status>
      </Link>
    </span>
  );
}
