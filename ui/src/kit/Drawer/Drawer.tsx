// A sheet from the side, in front of the page. Escape and a press outside close it.
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useWords } from "../../words/words";
import { Button } from "../Button/Button";
import css from "./Drawer.module.css";

export interface DrawerProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

export function Drawer({ title, isOpen, onClose, children }: DrawerProps) {
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
      <Modal className={css.drawer}>
        <Dialog className={css.dialog}>
          <div className={css.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button kind="tool" icon={X} onPress={onClose}>
              {say("dialog.close")}
            </Button>
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
