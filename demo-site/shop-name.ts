export const SHOP_NAME = 'Fernweh Outfitters'
