import { useState } from 'react'
import type { JsonObject } from '../../../shared/json.ts'
import { Button } from '../../controls/button.tsx'
import { NumberField } from '../../controls/number-field.tsx'
import { TextField } from '../../controls/text-field.tsx'
import type { LabelledFieldProps } from './field-props.ts'
import { membersOf } from './members-of.ts'
import { textOf } from './text-of.ts'
import styles from './field-editor.module.css'
import { MergeText } from './merge-text.tsx'

/** An image by its address, with what it shows in words and its size. */
export function ImageField({
  label,
  field,
  value,
  onChange,
  values,
  errorAt,
  disabled = false,
}: LabelledFieldProps) {
  const [failure, setFailure] = useState<string | undefined>()
  const image = membersOf(value)
  const src = textOf(image['src'])
  const { width, height } = image
  const change = (member: JsonObject): void => {
    const next = Object.fromEntries(
      Object.entries({ src: '', alt: '', ...image, ...member }).filter(([, entry]) => entry !== undefined),
    )
    const isEmpty = next['src'] === '' && next['alt'] === ''
    onChange(isEmpty && !field.required ? undefined : next)
  }
  const measure = async (): Promise<void> => {
    setFailure(undefined)
    try {
      const picture = new Image()
      picture.src = src
      await picture.decode()
      change({ width: picture.naturalWidth, height: picture.naturalHeight })
    } catch {
      setFailure('The image could not be loaded from here: put its size in yourself.')
    }
  }
  return (
    <fieldset className={styles['group']}>
      <legend>{label}</legend>
      {field.description !== undefined && <p className="muted small">{field.description}</p>}
      <TextField
        label="Address of the image"
        description="A path such as /images/ridge.jpg, or a whole address that begins with https://."
        value={src}
        error={errorAt('/src') ?? errorAt('')}
        disabled={disabled}
        spellCheck={false}
        onChange={(next) => change({ src: next })}
      />
      <MergeText
        label="What it shows"
        description="For those who cannot see it. Nothing, if it only decorates."
        value={textOf(image['alt'])}
        values={values}
        error={errorAt('/alt')}
        disabled={disabled}
        onChange={(alt) => change({ alt })}
      />
      <div className={styles['size']}>
        <NumberField
          label="Width"
          value={typeof width === 'number' ? width : null}
          error={errorAt('/width')}
          disabled={disabled}
          min={1}
          onChange={(next) => change({ width: next ?? undefined })}
        />
        <NumberField
          label="Height"
          value={typeof height === 'number' ? height : null}
          error={errorAt('/height')}
          disabled={disabled}
          min={1}
          onChange={(next) => change({ height: next ?? undefined })}
        />
        <Button disabled={disabled || src === ''} onClick={() => void measure()}>
          Measure
        </Button>
      </div>
      <p className="muted small" role="status">
        {failure ??
          (src !== '' && (width === undefined || height === undefined)
            ? 'Without its size the page moves when the image comes.'
            : '')}
      </p>
    </fieldset>
  )
}
