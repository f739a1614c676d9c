import { Monitor, Moon, Sun } from "lucide-react";
import { IconButton } from "@/components/ui/Button";
import { Menu, MenuChoice } from "@/components/ui/Menu";
import { useThemeChoice, type ThemeChoice } from "@/theme/theme";

const icons = { light: Sun, dark: Moon, system: Monitor } as const;

export function ThemeMenu() {
  const [choice, choose] = useThemeChoice();
  const Icon = icons[choice];
  const option = (value: ThemeChoice, name: string) => {
    const OptionIcon = icons[value];
    return {
      value,
      label: (
        <>
          <OptionIcon aria-hidden className="text-muted" />
          {name}
        </>
      ),
    };
  };
  return (
    <Menu
      label="Theme"
      trigger={
        <IconButton label="Theme">
          <Icon aria-hidden />
        </IconButton>
      }
    >
      <MenuChoice
        value={choice}
        onChange={choose}
        options={[option("light", "Light"), option("dark", "Dark"), option("system", "System")]}
      />
    </Menu>
  );
}
