// Where she signs with a finger. What is written is strokes, kept in the record itself; nothing of it is a picture.
import { Eraser } from "lucide-react";
import { useRef, useState, type PointerEvent } from "react";
import { Button } from "../../kit/Button/Button";
import { useWords } from "../../words/words";
import css from "./Consents.module.css";
import { fieldHeight, fieldWidth, pathOf, thinned, type Stroke } from "./strokes";

const viewBox = `0 0 ${fieldWidth} ${fieldHeight}`;

export function Signature({ strokes }: { strokes: readonly Stroke[] }) {
  const { say } = useWords();
  return (
    <svg
      className={css.signature}
      viewBox={viewBox}
      role="img"
      aria-label={say("consents.signedPicture")}
    >
      <path d={pathOf(strokes)} />
    </svg>
  );
}

export interface SignaturePadProps {
  strokes: Stroke[];
  onChange: (strokes: Stroke[]) => void;
}

export function SignaturePad({ strokes, onChange }: SignaturePadProps) {
  const { say } = useWords();
  const pad = useRef<SVGSVGElement>(null);
  const [stroke, setStroke] = useState<Stroke>([]);
  const at = (event: PointerEvent): [number, number] => {
    const box = pad.current?.getBoundingClientRect();
    if (!box || box.width === 0) return [0, 0];
    const scale = fieldWidth / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  };
  const begin = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setStroke([at(event)]);
  };
  const draw = (event: PointerEvent) => {
    if (0 < stroke.length) setStroke([...stroke, at(event)]);
  };
  const end = () => {
    if (stroke.length === 0) return;
    onChange(thinned([...strokes, stroke]));
    setStroke([]);
  };
  return (
    <div className={css.pad}>
      <svg
        ref={pad}
        className={css.field}
        viewBox={viewBox}
        role="img"
        aria-label={say("consents.sign")}
        data-pad="true"
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <line x1="60" y1="320" x2="940" y2="320" />
        {strokes.length === 0 && stroke.length === 0 && (
          <text x="60" y="372">
            {say("consents.sign")}
          </text>
        )}
        <path d={pathOf([...strokes, ...(0 < stroke.length ? thinned([stroke]) : [])])} />
      </svg>
      <Button
        kind="bare"
        icon={Eraser}
        isDisabled={strokes.length === 0}
        onPress={() => onChange([])}
      >
        {say("consents.clear")}
      </Button>
    </div>
  );
}
