// What was typed and is not saved yet stays in this tab until it is: a reload loses nothing.

export class Kept {
  constructor(key) {
    this.key = `lembar:${key}`;
  }

  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key)) ?? { cells: {}, rows: [] };
    } catch {
      return { cells: {}, rows: [] };
    }
  }

  write(cells, rows) {
    try {
      if (Object.keys(cells).length || rows.length) {
        sessionStorage.setItem(this.key, JSON.stringify({ cells, rows }));
      } else sessionStorage.removeItem(this.key);
    } catch {
      // No storage: the page itself still holds it.
    }
  }
}
