/** Whether tests may let things fail. Put in when the Worker is built: `false` in what is deployed. */
declare const EDGEWISE_FAULTS: boolean
