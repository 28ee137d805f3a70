// How to point a program that is there already here for good. Pure.
import type { Endpoint } from './endpoint';
import { inUrl, type Snippet } from './snippet';

export const products = ({ host, port }: Endpoint): Snippet[] => [
  {
    id: 'keycloak',
    name: 'Keycloak',
    where: 'realm.json',
    kind: 'configure',
    code: `"smtpServer": { "host": "${host}", "port": "${port}", "from": "app@example.test", "auth": "false", "ssl": "false" }`,
  },
  {
    id: 'msmtp',
    name: 'sendmail',
    where: '~/.msmtprc',
    kind: 'configure',
    code: `account default
host ${host}
port ${port}
from app@example.test
auth off
tls off`,
  },
  {
    id: 'environment',
    name: 'Environment',
    where: 'anything that reads SMTP_*',
    kind: 'configure',
    code: `SMTP_HOST=${host}
SMTP_PORT=${port}
SMTP_SECURE=false`,
  },
  {
    id: 'airflow',
    name: 'Airflow',
    where: 'airflow.cfg',
    kind: 'configure',
    code: `[smtp]
smtp_host = ${host}
smtp_port = ${port}
smtp_starttls = False
smtp_ssl = False
smtp_mail_from = app@example.test`,
  },
  {
    id: 'odoo',
    name: 'Odoo',
    where: 'odoo.conf',
    kind: 'configure',
    code: `[options]
smtp_server = ${host}
smtp_port = ${port}
smtp_ssl = False`,
  },
  {
    id: 'wordpress',
    name: 'WordPress',
    where: 'wp-content/mu-plugins/mailstop.php',
    kind: 'configure',
    code: `<?php
add_action('phpmailer_init', function ($mailer) {
    $mailer->isSMTP();
    $mailer->Host = '${host}';
    $mailer->Port = ${port};
    $mailer->SMTPAuth = false;
    $mailer->SMTPAutoTLS = false;
});`,
  },
  {
    id: 'drupal',
    name: 'Drupal',
    where: 'settings.php, Symfony Mailer',
    kind: 'configure',
    code: `$config['symfony_mailer.settings']['default_transport'] = 'mailstop';
$config['symfony_mailer.mailer_transport.mailstop'] = [
  'plugin' => 'smtp',
  'configuration' => ['host' => '${host}', 'port' => ${port}],
];`,
  },
  {
    id: 'phpini',
    name: 'php.ini',
    where: 'php.ini, for mail()',
    kind: 'configure',
    code: `sendmail_path = "mailstop sendmail -t -i --smtp-addr ${inUrl(host)}:${port}"`,
  },
  {
    id: 'supabase',
    name: 'Supabase',
    where: 'supabase/config.toml',
    kind: 'configure',
    code: `[auth.email.smtp]
enabled = true
host = "${host}"
port = ${port}
user = "any"
pass = "any"
admin_email = "app@example.test"`,
  },
  {
    id: 'ghost',
    name: 'Ghost',
    where: 'config.development.json',
    kind: 'configure',
    code: `"mail": {
  "transport": "SMTP",
  "from": "app@example.test",
  "options": { "host": "${host}", "port": ${port}, "secure": false }
}`,
  },
  {
    id: 'gitlab',
    name: 'GitLab',
    where: '/etc/gitlab/gitlab.rb',
    kind: 'configure',
    code: `gitlab_rails['smtp_enable'] = true
gitlab_rails['smtp_address'] = "${host}"
gitlab_rails['smtp_port'] = ${port}
gitlab_rails['smtp_enable_starttls_auto'] = false`,
  },
  {
    id: 'gitea',
    name: 'Gitea',
    where: 'app.ini',
    kind: 'configure',
    code: `[mailer]
ENABLED = true
PROTOCOL = smtp
SMTP_ADDR = ${host}
SMTP_PORT = ${port}
FROM = app@example.test`,
  },
  {
    id: 'nextcloud',
    name: 'Nextcloud',
    where: 'config/config.php',
    kind: 'configure',
    code: `'mail_smtpmode' => 'smtp',
'mail_smtphost' => '${host}',
'mail_smtpport' => ${port},
'mail_smtpauth' => false,`,
  },
  {
    id: 'discourse',
    name: 'Discourse',
    where: 'app.yml',
    kind: 'configure',
    code: `env:
  DISCOURSE_SMTP_ADDRESS: ${host}
  DISCOURSE_SMTP_PORT: ${port}
  DISCOURSE_SMTP_ENABLE_START_TLS: false
  DISCOURSE_SMTP_AUTHENTICATION: none`,
  },
  {
    id: 'grafana',
    name: 'Grafana',
    where: 'grafana.ini',
    kind: 'configure',
    code: `[smtp]
enabled = true
host = ${inUrl(host)}:${port}
from_address = app@example.test
startTLS_policy = NoStartTLS`,
  },
  {
    id: 'alertmanager',
    name: 'Alertmanager',
    where: 'alertmanager.yml',
    kind: 'configure',
    code: `global:
  smtp_smarthost: "${inUrl(host)}:${port}"
  smtp_from: app@example.test
  smtp_require_tls: false`,
  },
  {
    id: 'sentry',
    name: 'Sentry',
    where: 'config.yml',
    kind: 'configure',
    code: `mail.backend: smtp
mail.host: ${host}
mail.port: ${port}
mail.use-tls: false
mail.from: app@example.test`,
  },
  {
    id: 'postfix',
    name: 'Postfix',
    where: 'main.cf',
    kind: 'configure',
    code: `relayhost = [${host}]:${port}
smtp_tls_security_level = none`,
  },
];
