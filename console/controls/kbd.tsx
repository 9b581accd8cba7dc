import styles from './kbd.module.css'

/** Keys to press together: `Ctrl K`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className={styles['keys']}>
      {keys.split(' ').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  )
}
