/** How the demo shop calls itself. */
export const demoShopName = 'Lumen Home';
