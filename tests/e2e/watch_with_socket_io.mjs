// Prints what the events of maildev say, one JSON array a line, until the server ends the connection.
import { io } from 'socket.io-client'

const socket = io(process.argv[2], { transports: ['websocket'], reconnection: false })
socket.on('connect', () => console.log('connected'))
socket.onAny((...event) => console.log(JSON.stringify(event)))
socket.on('disconnect', () => socket.close())
socket.on('connect_error', (error) => {
  console.error(error.message)
  process.exitCode = 1
  socket.close()
})
