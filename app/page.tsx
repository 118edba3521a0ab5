export default function Home() {
  return <h1>Posthorn</h1>;
}
