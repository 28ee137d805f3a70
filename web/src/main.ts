import './styles/theme.css';
import './styles/base.css';
import './styles/controls.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { speak } from './lib/language.svelte';
import { preferences } from './lib/preferences.svelte';
import { start } from './state/store.svelte';

// The first thing seen is in the right language.
await speak(preferences.current.language);

const target = document.getElementById('app');
if (target) mount(App, { target });
start();
