import { Toast } from '@base-ui/react/toast'

/** The notices that are shown now. */
export const toasts = Toast.createToastManager()
