import { join, relative } from 'node:path'
import type { RunOptions } from './running-worker.ts'

// capnp's text literals are C's, and so are JSON's in all that paths, names and keys hold
const text = (value: string): string => JSON.stringify(value)

/**
 * The capnp file that makes workerd alone run the bundle. Variables are taken from workerd's environment, so that no
 * secret stands in it. `directory` is where the file will stand.
 */
export function workerdConfig(
  { settings, bundleDirectory, objectsDirectory, host, port, variables }: RunOptions,
  directory: string,
): string {
  // an absolute path would be searched for in the import path
  const bundle = relative(directory, join(bundleDirectory, settings.mainModule))
  const module = `(name = ${text(settings.mainModule)}, esModule = embed ${text(bundle)})`
  const namespaces = settings.durableObjects.map(
    // the key under which Miniflare keeps the same objects, so that both ways can run on one state
    ({ className }) =>
      `(className = ${text(className)}, uniqueKey = ${text(`${settings.name}-${className}`)}, enableSql = true)`,
  )
  const bindings = [
    ...settings.durableObjects.map(
      ({ binding, className }) => `(name = ${text(binding)}, durableObjectNamespace = ${text(className)})`,
    ),
    ...Object.keys({ ...settings.variables, ...variables }).map(
      (name) => `(name = ${text(name)}, fromEnvironment = ${text(name)})`,
    ),
  ]
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "objects", disk = (path = ${text(objectsDirectory)}, writable = true)),
  ],
  sockets = [(name = "http", address = ${text(`${host}:${port}`)}, http = (), service = "worker")],
);

const worker :Workerd.Worker = (
  modules = [${module}],
  compatibilityDate = ${text(settings.compatibilityDate)},
  compatibilityFlags = [${settings.compatibilityFlags.map(text).join(', ')}],
  durableObjectNamespaces = [${namespaces.join(', ')}],
  durableObjectStorage = (localDisk = "objects"),
  bindings = [${bindings.join(', ')}],
);
`
}
