// Tells about new mail outside the page: a notification of the browser, and a short sound.
export async function askToNotify(): Promise<boolean> {
  if (!('Notification' in window)) return false;
  return (await Notification.requestPermission()) === 'granted';
}

export function notify(title: string, body: string, opened: () => void): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  // One place for all of them: a burst of mail is one notification.
  const notification = new Notification(title, { body, tag: 'mailstop' });
  notification.onclick = () => {
    window.focus();
    notification.close();
    opened();
  };
}

/** Two soft notes. A page nobody has clicked in yet may make no sound: then there is none. */
export function chime(): void {
  if (!navigator.userActivation.hasBeenActive) return;
  const context = new AudioContext();
  const volume = context.createGain();
  volume.connect(context.destination);
  volume.gain.setValueAtTime(0.08, context.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + 0.5);
  for (const [index, frequency] of [660, 880].entries()) {
    const note = context.createOscillator();
    note.frequency.value = frequency;
    note.connect(volume);
    note.start(context.currentTime + index * 0.12);
    note.stop(context.currentTime + 0.5);
    note.onended = () => void (index === 1 && context.close());
  }
}
