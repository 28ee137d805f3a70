// How to send mail here from many languages and frameworks: lines to copy, with this server's host and port.
import type { Endpoint } from './endpoint';

export interface Snippet {
  id: string;
  name: string;
  /** Where the lines go: a shell, a file. */
  where: string;
  /** `try` sends one mail at once, `configure` points an application here for good. */
  kind: 'try' | 'configure';
  code: string;
}

const inUrl = (host: string) => (host.includes(':') ? `[${host}]` : host);

const tries = ({ host, port }: Endpoint): Snippet[] => [
  {
    id: 'swaks',
    name: 'swaks',
    where: 'shell',
    kind: 'try',
    code: `swaks --server ${inUrl(host)}:${port} --from app@example.test --to you@example.test \\
  --header "Subject: Hello from swaks" --body "It works."`,
  },
  {
    id: 'curl',
    name: 'curl',
    where: 'shell',
    kind: 'try',
    code: `printf 'From: app@example.test\\r\\nTo: you@example.test\\r\\nSubject: Hello from curl\\r\\n\\r\\nIt works.\\r\\n' |
  curl smtp://${inUrl(host)}:${port} --mail-from app@example.test --mail-rcpt you@example.test -T -`,
  },
  {
    id: 'python',
    name: 'Python',
    where: 'smtplib',
    kind: 'try',
    code: `import smtplib
from email.message import EmailMessage

message = EmailMessage()
message["From"] = "app@example.test"
message["To"] = "you@example.test"
message["Subject"] = "Hello from Python"
message.set_content("It works.")

with smtplib.SMTP("${host}", ${port}) as smtp:
    smtp.send_message(message)`,
  },
  {
    id: 'nodemailer',
    name: 'Node.js',
    where: 'nodemailer',
    kind: 'try',
    code: `import nodemailer from "nodemailer";

const transport = nodemailer.createTransport({ host: "${host}", port: ${port}, secure: false });

await transport.sendMail({
  from: "app@example.test",
  to: "you@example.test",
  subject: "Hello from Node.js",
  text: "It works.",
  html: "<h1>It works.</h1>",
});`,
  },
  {
    id: 'php',
    name: 'PHP',
    where: 'PHPMailer',
    kind: 'try',
    code: `use PHPMailer\\PHPMailer\\PHPMailer;

$mail = new PHPMailer(true);
$mail->isSMTP();
$mail->Host = '${host}';
$mail->Port = ${port};
$mail->SMTPAutoTLS = false;
$mail->setFrom('app@example.test');
$mail->addAddress('you@example.test');
$mail->Subject = 'Hello from PHP';
$mail->Body = 'It works.';
$mail->send();`,
  },
  {
    id: 'go',
    name: 'Go',
    where: 'net/smtp',
    kind: 'try',
    code: `package main

import (
	"log"
	"net/smtp"
)

func main() {
	message := []byte("From: app@example.test\\r\\nTo: you@example.test\\r\\n" +
		"Subject: Hello from Go\\r\\n\\r\\nIt works.\\r\\n")
	err := smtp.SendMail("${inUrl(host)}:${port}", nil, "app@example.test", []string{"you@example.test"}, message)
	if err != nil {
		log.Fatal(err)
	}
}`,
  },
  {
    id: 'java',
    name: 'Java',
    where: 'Jakarta Mail',
    kind: 'try',
    code: `Properties properties = new Properties();
properties.put("mail.smtp.host", "${host}");
properties.put("mail.smtp.port", "${port}");

MimeMessage message = new MimeMessage(Session.getInstance(properties));
message.setFrom("app@example.test");
message.setRecipients(Message.RecipientType.TO, "you@example.test");
message.setSubject("Hello from Java");
message.setText("It works.");
Transport.send(message);`,
  },
  {
    id: 'dotnet',
    name: '.NET',
    where: 'MailKit',
    kind: 'try',
    code: `using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

var message = new MimeMessage();
message.From.Add(MailboxAddress.Parse("app@example.test"));
message.To.Add(MailboxAddress.Parse("you@example.test"));
message.Subject = "Hello from .NET";
message.Body = new TextPart("plain") { Text = "It works." };

using var client = new SmtpClient();
await client.ConnectAsync("${host}", ${port}, SecureSocketOptions.None);
await client.SendAsync(message);
await client.DisconnectAsync(true);`,
  },
  {
    id: 'ruby',
    name: 'Ruby',
    where: 'net/smtp',
    kind: 'try',
    code: `require "net/smtp"

Net::SMTP.start("${host}", ${port}) do |smtp|
  smtp.send_message <<~MAIL, "app@example.test", "you@example.test"
    From: app@example.test
    To: you@example.test
    Subject: Hello from Ruby

    It works.
  MAIL
end`,
  },
  {
    id: 'rust',
    name: 'Rust',
    where: 'lettre',
    kind: 'try',
    code: `use lettre::{Message, SmtpTransport, Transport};

let message = Message::builder()
    .from("app@example.test".parse()?)
    .to("you@example.test".parse()?)
    .subject("Hello from Rust")
    .body(String::from("It works."))?;
SmtpTransport::builder_dangerous("${host}").port(${port}).build().send(&message)?;`,
  },
];

const configurations = ({ host, port }: Endpoint): Snippet[] => [
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
];

export function snippets(endpoint: Endpoint): Snippet[] {
  return [...tries(endpoint), ...configurations(endpoint)];
}
