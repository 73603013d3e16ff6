// Memory and processor time of the runtime processes, from `/proc`.
import { readFileSync, readdirSync } from "node:fs";

const [KB, TICKS_PER_SECOND] = [1024, 100];

/**
 * The runtime's processes below the one that was started: the Worker's own, and a local proxy in
 * front of it.
 */
export function runtimes(pid) {
  const stats = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        return [
          {
            pid: Number(name),
            parent: Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]),
            name: stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")")),
          },
        ];
      } catch {
        return [];
      }
    });
  const all = new Set([pid]);
  for (let grew = true; grew;) {
    grew = false;
    for (const one of stats) if (all.has(one.parent) && !all.has(one.pid)) grew = all.add(one.pid);
  }
  return stats.filter((one) => all.has(one.pid) && one.name === "workerd").map((one) => one.pid);
}

export const megabytes = (pid, field) =>
  Number(readFileSync(`/proc/${pid}/status`, "utf8").match(new RegExp(`${field}:\\s+(\\d+)`))[1]) /
  KB;
export const seconds = (pid) => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};
