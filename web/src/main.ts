import './styles/theme.css';
import './styles/base.css';
import './styles/controls.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { start } from './state/store.svelte';

const target = document.getElementById('app');
if (target) mount(App, { target });
start();
