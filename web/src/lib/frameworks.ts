// How to point a framework here for good. Pure.
import type { Endpoint } from './endpoint';
import { inUrl, type Snippet } from './snippet';

export const frameworks = ({ host, port }: Endpoint): Snippet[] => [
  {
    id: 'rails',
    name: 'Rails',
    where: 'config/environments/development.rb',
    kind: 'configure',
    code: `config.action_mailer.delivery_method = :smtp
config.action_mailer.perform_deliveries = true
config.action_mailer.smtp_settings = { address: "${host}", port: ${port}, enable_starttls_auto: false }`,
  },
  {
    id: 'django',
    name: 'Django',
    where: 'settings.py',
    kind: 'configure',
    code: `EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "${host}"
EMAIL_PORT = ${port}
EMAIL_USE_TLS = False`,
  },
  {
    id: 'laravel',
    name: 'Laravel',
    where: '.env',
    kind: 'configure',
    code: `MAIL_MAILER=smtp
MAIL_HOST=${host}
MAIL_PORT=${port}
MAIL_USERNAME=null
MAIL_PASSWORD=null
MAIL_ENCRYPTION=null`,
  },
  {
    id: 'symfony',
    name: 'Symfony',
    where: '.env',
    kind: 'configure',
    code: `MAILER_DSN=smtp://${inUrl(host)}:${port}?auto_tls=false`,
  },
  {
    id: 'spring',
    name: 'Spring Boot',
    where: 'application.properties',
    kind: 'configure',
    code: `spring.mail.host=${host}
spring.mail.port=${port}
spring.mail.properties.mail.smtp.auth=false
spring.mail.properties.mail.smtp.starttls.enable=false`,
  },
  {
    id: 'flask',
    name: 'Flask-Mail',
    where: 'configuration',
    kind: 'configure',
    code: `MAIL_SERVER = "${host}"
MAIL_PORT = ${port}
MAIL_USE_TLS = False`,
  },
  {
    id: 'phoenix',
    name: 'Phoenix',
    where: 'config/dev.exs',
    kind: 'configure',
    code: `config :my_app, MyApp.Mailer,
  adapter: Swoosh.Adapters.SMTP,
  relay: "${host}",
  port: ${port},
  tls: :never,
  auth: :never`,
  },
  {
    id: 'nestjs',
    name: 'NestJS',
    where: 'app.module.ts, @nestjs-modules/mailer',
    kind: 'configure',
    code: `MailerModule.forRoot({
  transport: { host: "${host}", port: ${port}, secure: false },
  defaults: { from: "app@example.test" },
})`,
  },
  {
    id: 'authjs',
    name: 'Auth.js',
    where: '.env',
    kind: 'configure',
    code: `EMAIL_SERVER=smtp://${inUrl(host)}:${port}
EMAIL_FROM=app@example.test`,
  },
  {
    id: 'strapi',
    name: 'Strapi',
    where: 'config/plugins.js, @strapi/provider-email-nodemailer',
    kind: 'configure',
    code: `module.exports = () => ({
  email: {
    config: {
      provider: "nodemailer",
      providerOptions: { host: "${host}", port: ${port}, secure: false },
      settings: { defaultFrom: "app@example.test" },
    },
  },
});`,
  },
  {
    id: 'adonis',
    name: 'AdonisJS',
    where: '.env',
    kind: 'configure',
    code: `SMTP_HOST=${host}
SMTP_PORT=${port}`,
  },
  {
    id: 'payload',
    name: 'Payload',
    where: 'payload.config.ts, @payloadcms/email-nodemailer',
    kind: 'configure',
    code: `email: nodemailerAdapter({
  defaultFromAddress: "app@example.test",
  defaultFromName: "App",
  transportOptions: { host: "${host}", port: ${port}, secure: false },
}),`,
  },
  {
    id: 'fastapi',
    name: 'FastAPI-Mail',
    where: 'ConnectionConfig',
    kind: 'configure',
    code: `ConnectionConfig(
    MAIL_SERVER="${host}",
    MAIL_PORT=${port},
    MAIL_FROM="app@example.test",
    MAIL_USERNAME="",
    MAIL_PASSWORD="",
    MAIL_STARTTLS=False,
    MAIL_SSL_TLS=False,
    USE_CREDENTIALS=False,
    VALIDATE_CERTS=False,
)`,
  },
  {
    id: 'quarkus',
    name: 'Quarkus',
    where: 'application.properties',
    kind: 'configure',
    code: `quarkus.mailer.mock=false
quarkus.mailer.host=${host}
quarkus.mailer.port=${port}
quarkus.mailer.start-tls=DISABLED
quarkus.mailer.from=app@example.test`,
  },
  {
    id: 'micronaut',
    name: 'Micronaut',
    where: 'application.properties, micronaut-email-javamail',
    kind: 'configure',
    code: `javamail.properties.mail.smtp.host=${host}
javamail.properties.mail.smtp.port=${port}
micronaut.email.from.email=app@example.test`,
  },
  {
    id: 'play',
    name: 'Play',
    where: 'application.conf, play-mailer',
    kind: 'configure',
    code: `play.mailer {
  host = "${host}"
  port = ${port}
  ssl = no
  tls = no
  mock = no
}`,
  },
  {
    id: 'aspnet',
    name: 'ASP.NET',
    where: 'appsettings.Development.json',
    kind: 'configure',
    code: `{
  "Smtp": { "Host": "${host}", "Port": ${port}, "EnableSsl": false, "From": "app@example.test" }
}`,
  },
  {
    id: 'cakephp',
    name: 'CakePHP',
    where: 'config/app_local.php',
    kind: 'configure',
    code: `'EmailTransport' => [
    'default' => ['className' => 'Smtp', 'host' => '${host}', 'port' => ${port}],
],`,
  },
  {
    id: 'codeigniter',
    name: 'CodeIgniter',
    where: '.env',
    kind: 'configure',
    code: `email.protocol = smtp
email.SMTPHost = ${host}
email.SMTPPort = ${port}
email.SMTPCrypto = ""`,
  },
  {
    id: 'yii',
    name: 'Yii',
    where: 'config/web.php',
    kind: 'configure',
    code: `'mailer' => [
    'class' => \\yii\\symfonymailer\\Mailer::class,
    'useFileTransport' => false,
    'transport' => ['dsn' => 'smtp://${inUrl(host)}:${port}'],
],`,
  },
];
