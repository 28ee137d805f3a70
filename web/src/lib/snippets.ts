// How to send mail here from many languages and frameworks: lines to copy, with this server's host and port.
import type { Endpoint } from './endpoint';
import { frameworks } from './frameworks';
import { products } from './products';
import { inUrl, type Snippet } from './snippet';

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
  {
    id: 'mailstop',
    name: 'mailstop',
    where: 'shell',
    kind: 'try',
    code: `mailstop send --smtp ${inUrl(host)}:${port} --from app@example.test --to you@example.test \\
  --subject "Hello from mailstop" --text "It works."`,
  },
  {
    id: 'perl',
    name: 'Perl',
    where: 'Net::SMTP',
    kind: 'try',
    code: `use Net::SMTP;

my $smtp = Net::SMTP->new("${host}", Port => ${port});
$smtp->mail('app@example.test');
$smtp->to('you@example.test');
$smtp->data('From: app@example.test' . "\\nTo: " . 'you@example.test' . "\\nSubject: Hello from Perl\\n\\nIt works.\\n");
$smtp->quit;`,
  },
  {
    id: 'powershell',
    name: 'PowerShell',
    where: 'PowerShell',
    kind: 'try',
    code: `Send-MailMessage -SmtpServer "${host}" -Port ${port} -From "app@example.test" -To "you@example.test" ${'`'}
  -Subject "Hello from PowerShell" -Body "It works."`,
  },
  {
    id: 'kotlin',
    name: 'Kotlin',
    where: 'Simple Java Mail',
    kind: 'try',
    code: `val email = EmailBuilder.startingBlank()
    .from("app@example.test")
    .to("you@example.test")
    .withSubject("Hello from Kotlin")
    .withPlainText("It works.")
    .buildEmail()
MailerBuilder.withSMTPServer("${host}", ${port}).buildMailer().sendMail(email)`,
  },
];

export function snippets(endpoint: Endpoint): Snippet[] {
  return [...tries(endpoint), ...frameworks(endpoint), ...products(endpoint)];
}

const first: ReadonlySet<string> = new Set([
  'rails',
  'django',
  'laravel',
  'symfony',
  'spring',
  'wordpress',
  'environment',
]);

/** Enough for a page that shall not overwhelm. */
export const firstSnippets = (endpoint: Endpoint): Snippet[] =>
  snippets(endpoint).filter(({ id, kind }) => kind === 'try' || first.has(id));
