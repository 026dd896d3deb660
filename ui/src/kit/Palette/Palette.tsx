// Find: type a part of a name or a place, arrow to it, Enter. Ctrl+K from anywhere.
import { Search, type LucideIcon } from "lucide-react";
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";
import css from "./Palette.module.css";

export interface PaletteGroup {
  id: string;
  label: string;
  items: readonly PaletteItem[];
}

export interface PaletteItem {
  id: string;
  label: string;
  hint?: string;
  icon: LucideIcon;
  /** Words around what was found, below the label. */
  excerpt?: readonly { text: string; found: boolean }[];
}

export interface PaletteProps {
  label: string;
  placeholder: string;
  /** Said when nothing is found. */
  nothing: string;
  isOpen: boolean;
  onClose: () => void;
  text: string;
  onText: (text: string) => void;
  groups: readonly PaletteGroup[];
  onChoose: (id: string) => void;
}

export function Palette({
  label,
  placeholder,
  nothing,
  isOpen,
  onClose,
  text,
  onText,
  groups,
  onChoose,
}: PaletteProps) {
  return (
    <ModalOverlay
      className={css.scrim}
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={css.modal}>
        <Dialog className={css.dialog} aria-label={label}>
          <Autocomplete inputValue={text} onInputChange={onText}>
            <SearchField className={css.field} autoFocus>
              <Label className="sr">{label}</Label>
              <Search className={css.icon} aria-hidden="true" />
              <Input className={css.input} placeholder={placeholder} />
            </SearchField>
            <ListBox
              className={css.list}
              aria-label={label}
              items={groups.filter((group) => 0 < group.items.length)}
              renderEmptyState={() => <p className={css.nothing}>{nothing}</p>}
              onAction={(key) => onChoose(String(key))}
            >
              {(group) => (
                <ListBoxSection id={group.id}>
                  <Header className={css.header}>{group.label}</Header>
                  {group.items.map((item) => (
                    <ListBoxItem
                      key={item.id}
                      id={item.id}
                      textValue={item.label}
                      className={css.item}
                    >
                      <item.icon className={css.icon} aria-hidden="true" />
                      <b>{item.label}</b>
                      {item.hint && <span className={css.hint}>{item.hint}</span>}
                      {item.excerpt && (
                        <span className={css.excerpt}>
                          {item.excerpt.map((part, at) =>
                            part.found ? (
                              <mark key={at}>{part.text}</mark>
                            ) : (
                              <span key={at}>{part.text}</span>
                            ),
                          )}
                        </span>
                      )}
                    </ListBoxItem>
                  ))}
                </ListBoxSection>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
