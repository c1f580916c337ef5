import { createTheme, defaultVariantColorsResolver, type VariantColorsResolver } from '@mantine/core';

/**
 * The component library's theme. Its colours are in `theme.css`: the library would write them into a style element,
 * which the site's security policy forbids.
 */
export const theme = createTheme({
  variantColorResolver: readable(),
  primaryColor: 'brass',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'var(--sans)',
  headings: { fontFamily: 'var(--serif)' },
  colors: {
    // Only names: the values of each scheme are custom properties.
    brass: [
      'var(--brass-wash)',
      'var(--brass-wash)',
      'var(--brass-wash)',
      'var(--brass-light)',
      'var(--brass-light)',
      'var(--brass-light)',
      'var(--brass)',
      'var(--brass)',
      'var(--brass-deep)',
      'var(--brass-deep)',
    ],
  },
  components: {
    // Locking the page's scroll would write a style element as well.
    Modal: { defaultProps: { lockScroll: false, centered: true } },
    Tooltip: { defaultProps: { events: { hover: true, focus: true, touch: true }, multiline: true } },
  },
});

/** The fill is a light brass in the dark scheme: the library's white words on it could not be read. */
function readable(): VariantColorsResolver {
  return (input) => {
    const colours = defaultVariantColorsResolver(input);
    return input.variant === 'filled' ? { ...colours, color: 'var(--on-brass)' } : colours;
  };
}
