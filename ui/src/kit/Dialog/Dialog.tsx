// A question in front of the page. Escape and a press outside close it; nothing typed is lost,
// because what is typed is a draft.
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useWords } from "../../words/words";
import { Button } from "../Button/Button";
import { cx } from "../cx";
import css from "./Dialog.module.css";

export interface DialogProps {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  size?: "md" | "lg";
  /** The buttons at the foot: the filled one last. */
  actions?: ReactNode;
  children: ReactNode;
}

export function Dialog({ title, isOpen, onClose, size = "md", actions, children }: DialogProps) {
  const { say } = useWords();
  return (
    <ModalOverlay
      className={css.scrim}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable
    >
      <Modal className={cx(css.modal, css[size])}>
        <AriaDialog className={css.dialog}>
          <div className={css.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button kind="tool" icon={X} onPress={onClose}>
              {say("dialog.close")}
            </Button>
          </div>
          <div className={css.body}>{children}</div>
          {actions && <div className={css.actions}>{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
